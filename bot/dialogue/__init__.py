"""The dialogue with a person: questions, requests step by step, their tickets and their data."""
