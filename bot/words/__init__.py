"""What the bot says, by topic, in both languages side by side; `bot.words.russian` gives the bot in one language."""
