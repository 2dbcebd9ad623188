"""The commands of `./officine`: what they take is in commandline.py, what they do is a file each."""
