package dev.jftrace.tracefs;

import java.util.List;

/** Whether an instance has what is asked of it. Changes nothing. */
final class RequestCheck {
    private final Instance instance;
    private final boolean ignoreMissing;

    RequestCheck(Instance instance, boolean ignoreMissing) {
        this.instance = instance;
        this.ignoreMissing = ignoreMissing;
    }

    void check(InstanceRequest one) throws TracefsException, TraceRequestException {
        if (one.tracer() != null && !one.tracer().equals("nop")) {
            has("tracer", one.tracer(), instance.availableTracers());
        }
        if (one.clock() != null) {
            has("clock", one.clock(), instance.clock().all());
        }
        if (one.subBufferKb() != InstanceRequest.UNSET && !instance.bufferSize().hasSubBufferSize()) {
            throw new TraceRequestException("--subbuf-size: the size of sub-buffers can't be changed here"
                    + " (kernels can since 6.8): there is no "
                    + instance.file("buffer_subbuf_size_kb").path());
        }
        for (String option : one.options()) {
            option(option);
        }
        for (EventRequest event : one.events()) {
            if (!ignoreMissing && instance.events().matching(event.pattern()).isEmpty()) {
                throw new TraceRequestException(
                        "no event matches '" + event.pattern() + "' here" + "; 'jftrace list -e' names them all");
            }
        }
    }

    private static void has(String what, String name, List<String> all) throws TraceRequestException {
        if (!all.contains(name)) {
            throw new TraceRequestException(
                    "there is no " + what + " '" + name + "' here; there are: " + String.join(" ", all));
        }
    }

    private void option(String word) throws TraceRequestException {
        TraceOptions options = instance.options();
        boolean known = options.exists(word) || word.startsWith("no") && options.exists(word.substring(2));
        if (!known && instance.file("options").exists()) {
            throw new TraceRequestException(
                    "there is no trace option '" + word + "' here; 'jftrace list -o' names them all");
        }
    }
}
