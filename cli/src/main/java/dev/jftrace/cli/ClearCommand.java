package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace clear}: empties buffers. */
final class ClearCommand implements Command {
    @Override
    public String name() {
        return "clear";
    }

    @Override
    public String summary() {
        return "empty the buffers";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InstanceSelection instances = new InstanceSelection(name());
        OptionTable table = new OptionTable("clear [-B NAME]... [-a]")
                .value('B', null, "NAME", "this instance's, not the top one's; repeat for more", instances::name)
                .flag('a', "all", "those of all instances, and the top one's", value -> {
                    instances.takeAll();
                    instances.takeTop();
                });
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        Tracefs tracefs = tree.toChangeTraced();
        for (Instance instance : instances.of(tracefs)) {
            instance.clearTrace();
        }
        return ExitStatus.DONE;
    }
}
