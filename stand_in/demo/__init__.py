"""`punkt telegram-demo`: the real bot against the stand-in, and a page on which one plays a user and the staff."""
