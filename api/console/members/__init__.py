"""Members: signing in, one's own account, and who else works here."""
