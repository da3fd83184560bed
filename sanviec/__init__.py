"""Sàn Việc: the open platform of public employment services."""
