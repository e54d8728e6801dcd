cat $T/available_tracers
uname -r
java -version
