"""Case management for labour-inspection offices."""
