"""`/manage`: the pages of those who look after programmes, behind two factors."""
