package dev.jftrace.cli;

import dev.jftrace.record.attach.LeftJvm;
import dev.jftrace.tracefs.DynamicEvent;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Reset;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code jftrace reset}: takes all tracing away, of the instances that the options name in their order. */
final class ResetCommand implements Command {
    /** What is to become of an instance; the top one has no name. */
    private static final class Target {
        private final String name;
        private boolean delete;
        private int bufferKb;

        Target(String name) {
            this.name = name;
        }
    }

    /** The options, where {@code -b} and {@code -d} are meant for what stood before them. */
    private static final class Options {
        private final Target top = new Target(null);
        private final List<Target> named = new ArrayList<>();
        /** Stands for all that are not named. */
        private final Target all = new Target(null);

        private final Set<DynamicEvent.Kind> keep = EnumSet.noneOf(DynamicEvent.Kind.class);
        private Target last = top;
        private boolean takesTop;
        private boolean takesAll;
    }

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String summary() {
        return "take all tracing away: tracer, events, filters, triggers, dynamic events";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("reset [-b KB] [-B NAME]... [-a] [-d] [-t] [-k KIND]...")
                .value(
                        'b',
                        null,
                        "KB",
                        "set the size of each CPU's buffer, of what stands before",
                        value -> size(options, value))
                .value(
                        'B',
                        null,
                        "NAME",
                        "this instance, not the top one; repeat for more",
                        value -> named(options, value))
                .flag('a', null, "all instances but the top one", value -> all(options))
                .flag('t', null, "the top one, beside those of -B or -a", value -> top(options))
                .flag('d', null, "delete what stands before: an instance, or all of -a", value -> delete(options))
                .value(
                        'k',
                        null,
                        "KIND",
                        "keep dynamic events: " + kinds() + ", or all",
                        value -> keep(options, value));
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        Optional<LeftJvm> left = tree.left();
        if (left.isPresent()) {
            left.get().remove();
            return ExitStatus.DONE;
        }
        reset(options, tree.toChangeTraced());
        tree.detach();
        return ExitStatus.DONE;
    }

    private static String kinds() {
        return Stream.of(DynamicEvent.Kind.values())
                .map(DynamicEvent.Kind::word)
                .collect(Collectors.joining(", "));
    }

    private static void size(Options options, String value) throws UsageException {
        options.last.bufferKb = Math.max(1, Numbers.number("reset", "-b", value, 0, 1 << 30));
    }

    private static void named(Options options, String name) throws UsageException {
        options.last = new Target(InstanceSelection.checked("reset", name));
        options.named.add(options.last);
    }

    private static void all(Options options) {
        options.takesAll = true;
        options.last = options.all;
    }

    private static void top(Options options) {
        options.takesTop = true;
        options.last = options.top;
    }

    private static void delete(Options options) throws UsageException {
        if (options.last == options.top) {
            throw new UsageException("reset: -d: the top instance can't be deleted");
        }
        options.last.delete = true;
    }

    private static void keep(Options options, String word) throws UsageException {
        List<DynamicEvent.Kind> kinds = Stream.of(DynamicEvent.Kind.values())
                .filter(kind -> word.equals("all") || word.equals(kind.word()))
                .toList();
        if (kinds.isEmpty()) {
            throw new UsageException(
                    "reset: -k: no kind of dynamic event '" + word + "'; there are " + kinds() + " and all");
        }
        options.keep.addAll(kinds);
    }

    private static List<Target> targets(Options options, Tracefs tracefs) throws IOException {
        List<Target> targets = new ArrayList<>();
        if (options.takesTop || options.named.isEmpty() && !options.takesAll) {
            targets.add(options.top);
        }
        for (Target named : options.named) {
            InstanceSelection.existing(tracefs, named.name);
            targets.add(named);
        }
        for (String name : options.takesAll ? tracefs.instances() : List.<String>of()) {
            if (options.named.stream().noneMatch(one -> one.name.equals(name))) {
                Target target = new Target(name);
                target.delete = options.all.delete;
                target.bufferKb = options.all.bufferKb;
                targets.add(target);
            }
        }
        return targets;
    }

    /** In trace-cmd's order: triggers before the dynamic events that they use, instances last. */
    private static void reset(Options options, Tracefs tracefs) throws IOException {
        List<Target> targets = targets(options, tracefs);
        for (Target target : targets) {
            Instance instance = InstanceSelection.existing(tracefs, target.name);
            new Reset(instance).disable(true);
            if (target.bufferKb > 0) {
                instance.bufferSize().set(target.bufferKb);
            }
            new Reset(instance).clearTriggers();
        }
        tracefs.dynamicEvents().clear(options.keep);
        for (Target target : targets) {
            Instance instance = InstanceSelection.existing(tracefs, target.name);
            if (target.delete) {
                instance.delete();
            } else {
                new Reset(instance).clearRest();
                new Reset(instance).clearFunctions();
                instance.tracingOn(true);
            }
        }
    }
}
