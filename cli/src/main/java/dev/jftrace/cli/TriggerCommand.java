package dev.jftrace.cli;

import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.EventTriggers;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Trigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace trigger}: what events do besides being recorded. */
final class TriggerCommand implements Command {
    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public String summary() {
        return "list, add or remove the triggers of events";
    }

    private static final class Options {
        private final List<String> add = new ArrayList<>();
        private final List<String> remove = new ArrayList<>();
        private String instance;
        private boolean clear;
        private boolean help;

        boolean change() {
            return clear || !add.isEmpty() || !remove.isEmpty();
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("trigger [-B NAME] [-a TRIGGER | -r TRIGGER | -c]... [EVENT]...")
                .value('a', "add", "TRIGGER", "add one: COMMAND[:COUNT][ if FILTER], hist:keys=...", options.add::add)
                .value('r', "remove", "TRIGGER", "remove one, as it is listed", options.remove::add)
                .flag('c', "clear", "remove all", value -> options.clear = true)
                .value(
                        'B',
                        null,
                        "NAME",
                        "of this instance",
                        value -> options.instance = InstanceSelection.checked("trigger", value))
                .flag('h', "help", "print this", value -> options.help = true);
        List<String> events = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (events.isEmpty() && options.change()) {
            throw new UsageException(
                    "trigger: which event? as in: jftrace trigger -a traceoff sched:sched_process_exit");
        }
        TreeOption tree = new TreeOption();
        Instance instance =
                InstanceSelection.existing(options.change() ? tree.toChange() : tree.toRead(), options.instance);
        for (EventName event : events(instance, events)) {
            EventTriggers triggers = instance.events().triggers(event);
            if (!triggers.exists()) {
                continue;
            }
            if (options.change()) {
                change(triggers, options);
            } else {
                list(event, triggers, console);
            }
        }
        return ExitStatus.DONE;
    }

    private static List<EventName> events(Instance instance, List<String> patterns) throws IOException {
        if (patterns.isEmpty()) {
            return instance.events().every();
        }
        List<EventName> events = new ArrayList<>();
        for (String pattern : patterns) {
            List<EventName> matching = instance.events().matching(pattern);
            if (matching.isEmpty()) {
                throw new IOException("no event matches '" + pattern + "' here; 'jftrace list -e' names them all");
            }
            events.addAll(instance.events().single(matching));
        }
        return events;
    }

    private static void change(EventTriggers triggers, Options options) throws IOException {
        if (options.clear && !triggers.clear()) {
            throw new IOException("a trigger stays, because another one uses it: remove that first");
        }
        for (String trigger : options.remove) {
            triggers.remove(new Trigger(trigger));
        }
        for (String trigger : options.add) {
            triggers.add(new Trigger(trigger));
        }
    }

    private static void list(EventName event, EventTriggers triggers, Console console) throws IOException {
        for (Trigger trigger : triggers.list()) {
            console.print(event + " " + trigger.text() + "\n");
        }
    }
}
