#!/bin/sh
# Draws the 3,000 pictures of the example, 600 of each kind from fixed seeds, into shapes/.
set -eu
cd "$(dirname "$0")"
dotnet run --project draw --configuration Release -- shapes new 600
