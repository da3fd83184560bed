"""Exchange sessions at the desk: plan, stands, people, schedule."""
