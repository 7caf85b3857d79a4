# of your own
cross_entropy = F.cross_entropy
