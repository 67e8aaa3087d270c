"""Staff: who they are, what they may do, how they sign in, and which ticket they are looking at."""
