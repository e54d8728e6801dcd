# However a recording ends, there is a file, and the exit status says how.
set -m
events() { trace-cmd report -i "$1" 2>/dev/null | grep -c ': sched_'; }
$JFTRACE record -e sched -o interrupted.dat >told 2>&1 &
recorder=$!
until grep -q Hit told; do sleep 0.2; done
ls / >/dev/null
kill -INT $recorder; wait $recorder
echo "interrupted $? $(($(events interrupted.dat) > 0))"

$JFTRACE record -q -e sched -F -o seven.dat sh -c 'exit 7'; echo "seven $? $(($(events seven.dat) > 0))"
$JFTRACE record -q -e sched -F -o killed.dat sh -c 'kill -9 $$'; echo "killed $? $(($(events killed.dat) > 0))"
$JFTRACE record -q -e sched -o none.dat no-such-program; echo "none $? $(ls none.dat 2>/dev/null)"
$JFTRACE record -q -e sched -F -c --user nobody -o nobody.dat sh -c 'id -un; cat'  <<<"from stdin"; echo "nobody $?"

sleep 40 & sleeper=$!
$JFTRACE record -q -e sched -P $sleeper -o pid.dat; echo "pid $? $(trace-cmd report -i pid.dat | grep -c "sleep[-:]$sleeper")" | sed 's/ [1-9][0-9]*$/ some/'

mkdir small; mount -t tmpfs -o size=20m tmpfs small
$JFTRACE record -q -p function -o small/full.dat sh -c 'for i in 1 2; do ls -laR /etc >/dev/null 2>&1; done' 2>told
echo "full $? $(trace-cmd report -i small/full.dat 2>/dev/null | head -1000 | wc -l) $(ls -A small)"
cat told
umount small
