"""Calls out: laid out, paced, and mended where Telegram's refusal can be mended."""
