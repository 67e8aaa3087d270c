"""The staff console: server-rendered pages and plain forms."""
