"""What one of the staff orders in their own words, where no button was pressed."""
