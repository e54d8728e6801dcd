package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.util.List;

/** {@code jftrace stop}: no more events are written; what traces, goes on costing time. */
final class StopCommand implements Command {
    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String summary() {
        return "stop writing events into the buffers; they and the tracer stay";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InstanceSelection instances = new InstanceSelection(name());
        OptionTable table = new OptionTable("stop [-B NAME]... [-a] [-t]");
        instances.addTo(table);
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        for (Instance instance : instances.of(tree.toChangeTraced())) {
            instance.tracingOn(false);
        }
        return ExitStatus.DONE;
    }
}
