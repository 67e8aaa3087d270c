"""Adding, publishing and taking back editions of documents, for the terminal and for the console."""
