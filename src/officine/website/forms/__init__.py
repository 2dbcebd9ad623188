"""The forms of the website: what is asked, and the sentence beside each field that needs another answer."""
