"""The audit log: what staff and admins did, chained so that a cut or a change shows."""
