"""Terms of the law: its periods, Russia's calendar, and the date that follows from both."""
