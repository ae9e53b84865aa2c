# Finds a JDK; sourced by ./linerate and ./check. Starts no process where a JDK has a release
# file, because it runs before every command.
# shellcheck shell=bash disable=SC2034

readonly JDK_NEEDED=25

# java_version_of HOME: sets JAVA_VERSION_FOUND ("25.0.3"), empty when HOME is no Java.
java_version_of() {
  local home=$1 key value
  JAVA_VERSION_FOUND=
  [[ -x $home/bin/java ]] || return 0
  if [[ -r $home/release ]]; then
    while IFS='=' read -r key value || [[ -n $key ]]; do
      if [[ $key == JAVA_VERSION ]]; then
        JAVA_VERSION_FOUND=${value//[^0-9.]/}
      fi
    done <"$home/release"
  fi
  if [[ -z $JAVA_VERSION_FOUND ]]; then
    value=$("$home/bin/java" -version 2>&1 </dev/null) || return 0
    if [[ $value =~ version\ \"([0-9.]+) ]]; then
      JAVA_VERSION_FOUND=${BASH_REMATCH[1]}
    fi
  fi
}

# version_rank VERSION: sets VERSION_RANK, a number that orders versions; "1.8.0" is below 9.
version_rank() {
  local feature interim update
  IFS=. read -r feature interim update _ <<<"$1..."
  VERSION_RANK=$((10#${feature:-0} * 1000000 + 10#${interim:-0} * 1000 + 10#${update:-0}))
}

# consider_jdk PROGRAM HOME: keeps HOME in JDK_HOME when it has bin/PROGRAM, is new enough and
# newer than what was kept before.
consider_jdk() {
  local program=$1 home=$2
  [[ -x $home/bin/$program ]] || return 0
  java_version_of "$home"
  version_rank "${JAVA_VERSION_FOUND:-0}"
  if ((VERSION_RANK >= JDK_NEEDED * 1000000 && VERSION_RANK > JDK_RANK)); then
    JDK_HOME=$home JDK_VERSION=$JAVA_VERSION_FOUND JDK_RANK=$VERSION_RANK
  fi
}

# home_of_java_on_path: prints where the java on PATH lives. A version manager's java is a script
# that starts another one: only Java itself knows.
home_of_java_on_path() {
  local java home
  java=$(type -P java) || return 0
  home=$(readlink -f -- "$java") && home=${home%/bin/java}
  if [[ ! -r $home/release ]]; then
    home=$("$java" -XshowSettings:properties -version 2>&1 </dev/null |
      sed -n 's/^ *java\.home = //p') || return 0
  fi
  printf '%s\n' "$home"
}

# find_jdk PROGRAM: sets JDK_HOME and JDK_VERSION to the JDK to use that has bin/PROGRAM (java to
# run, javac to build); JDK_HOME is empty when there is none. JAVA_HOME wins when it is suitable;
# otherwise the newest of LINERATE_JVM_DIRS (folders of JDKs, separated by colons; default
# /usr/lib/jvm); otherwise the one on PATH.
find_jdk() {
  local program=$1 folder home
  local -a folders
  JDK_HOME='' JDK_VERSION='' JDK_RANK=0
  [[ -z ${JAVA_HOME:-} ]] || consider_jdk "$program" "$JAVA_HOME"
  [[ -z $JDK_HOME ]] || return 0
  IFS=: read -r -a folders <<<"${LINERATE_JVM_DIRS:-/usr/lib/jvm}"
  for folder in "${folders[@]}"; do
    for home in "$folder"/*; do
      # the short names beside Debian's JDKs are links to the same folders
      [[ -L $home ]] || consider_jdk "$program" "$home"
    done
  done
  [[ -z $JDK_HOME ]] || return 0
  home=$(home_of_java_on_path)
  [[ -z $home ]] || consider_jdk "$program" "$home"
}

# jdk_advice: prints what to do when there is none.
jdk_advice() {
  printf 'none was found in JAVA_HOME, %s or PATH. ' "${LINERATE_JVM_DIRS:-/usr/lib/jvm}"
  printf 'Install one, for example Eclipse Temurin %s from adoptium.net' "$JDK_NEEDED"
  if [[ -n ${SUDO_USER:-} ]]; then
    printf '; one that only %s has is passed on with: sudo JAVA_HOME=FOLDER …' "$SUDO_USER"
  fi
}
