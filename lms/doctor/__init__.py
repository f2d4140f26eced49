"""What is wrong with an installation: small looks at one thing each, and for each finding its mend."""
