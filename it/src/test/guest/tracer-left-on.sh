echo function_graph > $T/current_tracer
mkdir $T/instances/left
