"""Updates in: fetched or posted, stored, and handled in the order of their chat."""
