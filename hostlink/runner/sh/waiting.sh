# Waiting without a busy loop: 10 ms at first, growing to half a second while nothing happens.

pause=10

# nap: sleeps `pause` milliseconds, sets `slept` to them, and makes the next nap longer. POSIX sleep(1) knows whole
# seconds only; illumos, FreeBSD, GNU and busybox take fractions, and where one does not, a second is waited.
nap() {
  slept=$pause
  case $pause in
    10) fraction=0.01 pause=20 ;;
    20) fraction=0.02 pause=50 ;;
    50) fraction=0.05 pause=100 ;;
    100) fraction=0.1 pause=200 ;;
    200) fraction=0.2 pause=500 ;;
    *) fraction=0.5 ;;
  esac
  sleep "$fraction" 2>/dev/null || sleep 1
}
