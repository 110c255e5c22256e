#!/usr/bin/env bash
# Installs the peers that bench/run.R measures beside ch5mpy: hdf5r, rhdf5 and HDF5Array from Debian
# or CRAN/Bioconductor, h5lite from CRAN, h5py with numpy from Debian.
set -eu
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    python3-h5py python3-numpy r-cran-hdf5r r-bioc-rhdf5 r-bioc-hdf5array
fi
Rscript -e '
  cran <- getOption("repos")[["CRAN"]]
  if (is.na(cran) || cran == "@CRAN@") options(repos = "https://cloud.r-project.org")
  missing <- setdiff(c("Rcpp", "hdf5lib", "libdeflate", "h5lite", "hdf5r"), rownames(installed.packages()))
  if (length(missing)) install.packages(missing)'
