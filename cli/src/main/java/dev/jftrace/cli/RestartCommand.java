package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.util.List;

/** {@code jftrace restart}: events are written again. */
final class RestartCommand implements Command {
    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String summary() {
        return "go on writing events into the buffers after a stop";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InstanceSelection instances = new InstanceSelection(name());
        OptionTable table = new OptionTable("restart [-B NAME]... [-a] [-t]");
        instances.addTo(table);
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        for (Instance instance : instances.of(tree.toChangeTraced())) {
            instance.tracingOn(true);
        }
        return ExitStatus.DONE;
    }
}
