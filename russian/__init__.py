"""Russian for all rooms: how words are compared, which forms are of one word, numbers and dates as people read them."""
