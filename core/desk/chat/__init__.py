"""What a chat shows beside the words of an answer."""
