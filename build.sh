#!/usr/bin/env bash
# Everything that a fresh machine needs, in one command. Asks nothing, may be run again at any time.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
./build.sh run [ARGUMENT...]   set up, then `dotnet mlops run` (the arguments are passed on)
./build.sh test [--full]       set up, then all tests; --full also runs the long ones that are sampled otherwise
./build.sh pack                the packages of the tool, the library and MSBuild, in artifacts/packages
./build.sh setup               set up only: `dotnet mlops` works in this folder afterwards
./build.sh help                this text

Set-up installs what is missing (Debian and Ubuntu: with apt-get), asks the NuGet feed once what it carries, builds,
and fetches the example's data. With everything there it takes less than a second.

TORCH_FROM=package|system before the command takes TorchSharp's package, or a stand-in over an installed libtorch (that of
the system, of python3's PyTorch, or at LIBTORCH; the way to CUDA). Without it: the package, where the feed carries it and
it loads on this machine.
TEXT
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MSBUILDDISABLENODEREUSE=1 # a build node that stays would hold this script's output open

say() { printf 'build.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# ---- what the machine must have ---------------------------------------------------------------------------------------

require_sdk() {
  command -v dotnet >/dev/null || fail 'the .NET SDK 10.0 is not there. Install it first: https://dotnet.microsoft.com/download'
}

# install_packages PACKAGE...: installs those of Debian's packages that are missing.
install_packages() {
  local missing=() package as_root=()
  for package in "$@"; do
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } ||
      fail "these packages are missing and only root may install them: ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}

# install_commands COMMAND=PACKAGE...: installs the package of each command that is missing.
install_commands() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "please install: ${missing[*]} (this script can do so only with apt-get)"
  install_packages "${missing[@]}"
}

install_missing() {
  install_commands node=nodejs npm=npm
  if grep -q '<TorchFrom>system' artifacts/feed.props && [ -z "${LIBTORCH:-}" ]; then
    command -v apt-get >/dev/null || fail 'set LIBTORCH to a folder that holds libtorch (its include/ and lib/)'
    install_packages libtorch-dev libopenblas0-openmp g++
  fi
}

# The servers that tests start: PostgreSQL, and npm's store with S3's protocol.
install_stores() {
  local s3=tests/MlOps.Storage.Tests/s3rver
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null || install_packages postgresql
  [ -e "$s3/node_modules/s3rver" ] || npm ci --prefix "$s3" --ignore-scripts --no-audit --no-fund --loglevel=error
}

# ---- what the feed carries --------------------------------------------------------------------------------------------

# feed_carries NAME XML: whether a project with this content restores, in the very versions that are pinned. Fails where the feed
# does not answer.
feed_carries() {
  local project=artifacts/feed/has-$1.csproj answer # a project of a package's own name would be a cycle
  mkdir -p artifacts/feed
  printf '<Project Sdk="Microsoft.NET.Sdk">%s</Project>\n' "$2" > "$project"
  if answer=$(dotnet restore "$project" --verbosity quiet 2>&1); then
    return 0
  fi
  grep -q -E 'NU1101|NU1102|NU1603' <<< "$answer" || fail "the NuGet feed does not answer: $answer"
  return 1
}

package() { printf '<ItemGroup><PackageReference Include="%s" /></ItemGroup>' "$1"; }

# Whether the native library of TorchSharp's package finds on this machine the versions that it asks for. The libstdc++ of
# Debian 12 and of Ubuntu 22.04 is too old for it. Asked before libtorch itself, a hundred times as large, is restored.
torch_loads() {
  local library
  case $(uname -sm) in
    'Linux x86_64') ;;
    'Darwin arm64' | MINGW*x86_64) return 0 ;;
    *) return 1 ;; # there is no native library for these
  esac
  library=$(dotnet msbuild artifacts/feed/has-Torch.csproj -target:ResolvePackageAssets -getItem:RuntimeTargetsCopyLocalItems |
    sed -n 's/.*"FullPath": "\(.*linux-x64.*libLibTorchSharp.so\)".*/\1/p')
  if ldd "$library" 2>&1 | grep -q -E 'version .* not found'; then
    say "TorchSharp's package asks for a newer libstdc++ than this system has: the system's libtorch is taken"
    return 1
  fi
}

# Prints package or system.
choose_torch() {
  case ${TORCH_FROM:-} in
    package | system) printf '%s' "$TORCH_FROM" ;;
    '')
      if feed_carries Torch "$(package TorchSharp)" && torch_loads && feed_carries Torch-cpu "$(package TorchSharp-cpu)"; then
        printf package
      else
        printf system
      fi
      ;;
    *) fail "TORCH_FROM is '$TORCH_FROM'; expected package or system" ;;
  esac
}

ask_feed() {
  if [ -s artifacts/feed.props ] && { [ -z "${TORCH_FROM:-}" ] || grep -q "<TorchFrom>$TORCH_FROM<" artifacts/feed.props; }; then
    return 0
  fi
  local torch onnxruntime=npm octokit=source ready_to_run=false
  rm -f artifacts/feed.props # its answers would stand in the projects that ask
  torch=$(choose_torch)
  feed_carries OnnxRuntime "$(package Microsoft.ML.OnnxRuntime)" && onnxruntime=package
  feed_carries Octokit "$(package Octokit)" && octokit=package
  feed_carries ReadyToRun '<PropertyGroup><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier><PublishReadyToRun>true</PublishReadyToRun></PropertyGroup>' &&
    ready_to_run=true || say 'the feed lacks the ahead-of-time compiler: the tool is packed without, and starts more slowly'
  cat > artifacts/feed.props.partial <<XML
<Project>
  <!-- what the NuGet feed carries; written by build.sh, which asks again when this file is removed -->
  <PropertyGroup>
    <TorchFrom>$torch</TorchFrom>
    <OnnxRuntimeFrom>$onnxruntime</OnnxRuntimeFrom>
    <OctokitFrom>$octokit</OctokitFrom>
    <ToolReadyToRun>$ready_to_run</ToolReadyToRun>
  </PropertyGroup>
</Project>
XML
  mv artifacts/feed.props.partial artifacts/feed.props
  say "the feed was asked: TorchSharp from $torch, ONNX Runtime from $onnxruntime, Octokit from $octokit"
}

# ---- building ---------------------------------------------------------------------------------------------------------

# hash_of FOLDER...: one hash over the content of every source file below the folders and the files that all builds share.
hash_of() {
  find "$@" Directory.*.props global.json .editorconfig artifacts/feed.props \
    \( -name node_modules -o -name .mlops \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
}

# The tool from this working tree, as `dotnet mlops`. Its version holds a hash of its sources and of this folder's path:
# .NET keeps restored tools by version for the whole machine, and must never serve an older build or another checkout's.
build_tool() {
  local version feed=artifacts/tool/feed
  version=0.1.0-dev.$( { hash_of src; pwd; } | sha256sum | cut -c1-16)
  if [ -e "artifacts/tool/$version" ] && grep -q "\"$version\"" .config/dotnet-tools.json 2>/dev/null; then
    return 0
  fi
  say 'building the tool'
  rm -rf artifacts/tool
  dotnet pack src/MlOps.Tool --configuration Release --verbosity quiet \
    -p:PackFor=this-machine -p:PackageVersion="$version" --output "$feed"

  mkdir -p .config
  cat > artifacts/tool/nuget.config <<'XML'
<configuration>
  <packageSources>
    <clear />
    <add key="this working tree" value="feed" />
  </packageSources>
</configuration>
XML
  cat > .config/dotnet-tools.json <<JSON
{
  "version": 1,
  "isRoot": true,
  "tools": {
    "dotnet-mlops": { "version": "$version", "commands": ["dotnet-mlops"] }
  }
}
JSON
  NUGET_PACKAGES=$PWD/artifacts/tool/packages dotnet tool restore --configfile artifacts/tool/nuget.config >/dev/null
  dotnet mlops doctor > artifacts/doctor.txt || { cat artifacts/doctor.txt; fail 'the tool does not find what it needs'; }
  touch "artifacts/tool/$version"
}

# pack_libraries FOLDER: what programs and builds take beside the tool.
pack_libraries() {
  local project
  for project in MlOps.Core MlOps.Vision MlOps.Inference MlOps.MSBuild; do
    dotnet pack "src/$project" --configuration Release --verbosity quiet --output "$1"
  done
}

build_tests() {
  local hash
  hash=$(hash_of src tests bench)
  [ ! -e "artifacts/tests-$hash" ] || return 0
  say 'building the tests'
  dotnet build MlOpsTool.sln --configuration Release --verbosity quiet
  rm -f artifacts/tests-*
  touch "artifacts/tests-$hash"
}

# The page is tested in a browser, and held against the rules of accessibility.
install_browser() {
  install_commands chromium=chromium chromedriver=chromium-driver
  [ -e tests/MlOps.Ui.Tests/node_modules/axe-core/axe.min.js ] ||
    npm ci --prefix tests/MlOps.Ui.Tests --ignore-scripts --no-audit --no-fund --silent
}

setup() {
  require_sdk
  mkdir -p artifacts
  ask_feed
  install_missing
  build_tool
  examples/mail-spam/fetch.sh
}

# ---- commands ---------------------------------------------------------------------------------------------------------

run_tests() {
  local program log passed=0 failed=0 skipped=0
  mkdir -p artifacts/test-logs
  for program in tests/*.Tests; do
    program=${program#tests/}
    log=artifacts/test-logs/$program.txt
    printf '\n== %s\n' "$program"
    "artifacts/bin/$program/release/$program" -noColor </dev/null 2>&1 | tee "$log" || true
    count_results "$log" || { say "$program ended without a summary"; failed=$((failed + 1)); }
  done
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
}

# count_results LOG: adds the figures of xunit's closing line to passed, failed and skipped.
count_results() {
  local summary='Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+)' line
  line=$(grep -E "$summary" "$1" | tail -n 1)
  [[ $line =~ $summary ]] || { grep -q 'Total: 0$' "$1" && return 0 || return 1; }
  local total=${BASH_REMATCH[1]} broken=$((BASH_REMATCH[2] + BASH_REMATCH[3])) left_out=$((BASH_REMATCH[4] + BASH_REMATCH[5]))
  failed=$((failed + broken))
  skipped=$((skipped + left_out))
  passed=$((passed + total - BASH_REMATCH[3] - left_out))
}

pack() {
  require_sdk
  mkdir -p artifacts
  ask_feed
  install_missing
  dotnet pack src/MlOps.Tool --configuration Release --verbosity quiet -p:PackFor=every-machine --output artifacts/packages
  pack_libraries artifacts/packages
  ls artifacts/packages/*.nupkg
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
  run)
    setup
    exec dotnet mlops run "$@"
    ;;
  test)
    case ${1:-} in
      '') ;;
      --full) export MLOPS_TEST_FULL=1 ;;
      *) usage >&2; exit 2 ;;
    esac
    setup
    install_commands java=default-jre-headless # reads the Jenkinsfile
    install_stores
    install_browser
    build_tests
    run_tests
    ;;
  pack) pack ;;
  setup) setup ;;
  help | --help | -h) usage ;;
  *) usage >&2; exit 2 ;;
esac
