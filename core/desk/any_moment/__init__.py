"""What people say at any moment, whatever was asked: thanks, wait, a wish, words nobody gets."""
