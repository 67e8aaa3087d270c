"""The steps of a ticket, each an arrow of `tickets.life` with all that it entails."""
