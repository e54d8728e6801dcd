# However a recording ends, there is a file, and the exit status says how.
cd "$STEP" || exit
set -m
$JFTRACE record -e sched -o interrupted.dat >told 2>&1 &
recorder=$!
until grep -q Hit told; do sleep 0.2; done
ls / >/dev/null
kill -INT $recorder; wait $recorder
echo "interrupted $?"

$JFTRACE record -q -e sched -F -o seven.dat sh -c 'exit 7'; echo "seven $?"
$JFTRACE record -q -e sched -F -o killed.dat sh -c 'kill -9 $$'; echo "killed $?"
$JFTRACE record -q -e sched -o none.dat no-such-program; echo "none $? $(ls none.dat 2>/dev/null)"
$JFTRACE record -q -e sched -F -c --user nobody -o nobody.dat sh -c 'id -un; cat' <<<"from stdin"; echo "nobody $?"

sleep 1000 & sleeper=$!
$JFTRACE record -e sched -P $sleeper -o pid.dat >told-of-pid 2>&1 &
recorder=$!
until grep -q Hit told-of-pid; do sleep 0.2; done
kill $sleeper; wait $recorder; echo "pid $? $sleeper"

mkdir /run/small; mount -t tmpfs -o size=20m tmpfs /run/small
$JFTRACE record -q -p function -o /run/small/full.dat sh -c 'ls -laR /etc /usr/share/doc >/dev/null 2>&1' 2>told
echo "full $? $(ls -A /run/small)"
cat told
cp /run/small/full.dat .
umount /run/small
