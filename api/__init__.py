"""The web edge: public HTTP API, widget, policy page and staff console. It decides nothing."""
