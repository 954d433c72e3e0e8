"""Each story through the command line and through the terminal leaves the dockets that the library
leaves: the same acts, numbers, stages and limits, and nothing for what was refused."""

import pytest

from . import (
    test_story_01,
    test_story_02,
    test_story_03,
    test_story_04,
    test_story_05,
    test_story_06,
    test_story_07,
    test_story_08,
    test_story_09,
    test_story_10,
)
from .conftest import Play
from .doors import Story

STORIES = {
    "1": test_story_01.STORY,
    "2": test_story_02.STORY,
    "3": test_story_03.STORY,
    "4": test_story_04.STORY,
    "5": test_story_05.STORY,
    "6": test_story_06.STORY,
    "7": test_story_07.STORY,
    "8": test_story_08.STORY,
    "9": test_story_09.STORY,
    "10": test_story_10.STORY,
}


@pytest.fixture(params=list(STORIES))
def story(request: pytest.FixtureRequest) -> Story:
    return STORIES[request.param]


async def test_the_command_line_leaves_the_same_dockets(
    story: Story, by_library: Play, by_command_line: Play
) -> None:
    assert await by_command_line(story) == await by_library(story)


async def test_the_terminal_leaves_the_same_dockets(
    story: Story, by_library: Play, by_terminal: Play
) -> None:
    assert await by_terminal(story) == await by_library(story)
