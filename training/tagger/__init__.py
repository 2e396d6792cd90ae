"""The tagger: what each word of a sentence tells, learned from our own labelled sentences and marked pairs."""
