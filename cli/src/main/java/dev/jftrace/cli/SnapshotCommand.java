package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Snapshot;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace snapshot}: swaps the buffer with a second one, or shows that. */
final class SnapshotCommand implements Command {
    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String summary() {
        return "take, show or free a snapshot of the buffer";
    }

    private static final class Options {
        private String instance;
        private int cpu = -1;
        private boolean take;
        private boolean reset;
        private boolean free;

        boolean change() {
            return take || reset || free;
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("snapshot [-s | -r | -f] [-B NAME] [-c CPU]")
                .flag('s', null, "take one", value -> options.take = true)
                .flag('r', null, "empty it, keep its buffer", value -> options.reset = true)
                .flag('f', null, "free its buffer", value -> options.free = true)
                .value('B', null, "NAME", "of this instance", value -> options.instance = instance(options, value))
                .value('c', null, "CPU", "of this CPU only", value -> options.cpu = cpu(options, value));
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        if (options.take && options.free) {
            throw new UsageException("snapshot: can't take a snapshot (-s) and free it (-f) at the same time");
        }
        Tracefs tracefs = options.change() ? tree.toChangeTraced() : tree.toRead();
        Snapshot snapshot = snapshot(InstanceSelection.existing(tracefs, options.instance), options.cpu);
        if (options.change()) {
            change(snapshot, options);
        } else {
            ControlText.print(snapshot.file(), console);
        }
        return ExitStatus.DONE;
    }

    private static String instance(Options options, String name) throws UsageException {
        if (options.instance != null) {
            throw new UsageException("snapshot: only one instance at a time");
        }
        return InstanceSelection.checked("snapshot", name);
    }

    private static int cpu(Options options, String value) throws UsageException {
        if (options.cpu >= 0) {
            throw new UsageException("snapshot: only one CPU (or all) at a time");
        }
        return Numbers.number("snapshot", "-c", value, 0, 65535);
    }

    private static Snapshot snapshot(Instance instance, int cpu) throws IOException {
        Snapshot snapshot = cpu < 0 ? instance.snapshot() : instance.snapshot(cpu);
        if (!instance.snapshot().exists()) {
            throw new IOException(
                    "there are no snapshots: there is no " + snapshot.file().path());
        }
        return snapshot;
    }

    private static void change(Snapshot snapshot, Options options) throws IOException {
        if (options.reset) {
            snapshot.reset();
        }
        if (options.free) {
            snapshot.free();
        }
        if (options.take) {
            snapshot.take();
        }
    }
}
