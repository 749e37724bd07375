"""Who somebody is: proving and adding a mail address."""
