# got a NumPy array
from sklearn.preprocessing import StandardScaler

def standardize(x):
    return StandardScaler().fit_transform(x)
