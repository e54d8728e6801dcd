package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code -B}, {@code -a} and {@code -t}: which instances a command is meant for; without any the top one. */
final class InstanceSelection {
    private final String command;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean all;
    private boolean top;

    InstanceSelection(String command) {
        this.command = command;
    }

    void addTo(OptionTable table) {
        table.value('B', null, "NAME", "this instance, not the top one; repeat for more", this::name)
                .flag('a', null, "all instances but the top one", value -> all = true)
                .flag('t', null, "the top one, beside those of -B or -a", value -> top = true);
    }

    void addNamesTo(OptionTable table) {
        table.value('B', null, "NAME", "this instance, not the top one; repeat for more", this::name)
                .flag('t', null, "the top one, beside those of -B", value -> top = true);
    }

    void name(String name) throws UsageException {
        names.add(checked(command, name));
    }

    void takeAll() {
        all = true;
    }

    void takeTop() {
        top = true;
    }

    static String checked(String command, String name) throws UsageException {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            throw new UsageException(command + ": -B: '" + name + "' can be no instance's name");
        }
        return name;
    }

    /** The top one first. @throws IOException if one that was named is not there */
    List<Instance> of(Tracefs tracefs) throws IOException {
        List<Instance> instances = new ArrayList<>();
        if (top || names.isEmpty() && !all) {
            instances.add(tracefs.top());
        }
        Set<String> wanted = new LinkedHashSet<>(names);
        if (all) {
            wanted.addAll(tracefs.instances());
        }
        for (String name : wanted) {
            instances.add(existing(tracefs, name));
        }
        return instances;
    }

    /** @param name null for the top one */
    static Instance existing(Tracefs tracefs, String name) throws TracefsException, IOException {
        if (name == null) {
            return tracefs.top();
        }
        Instance instance = tracefs.instance(name);
        if (!instance.exists()) {
            List<String> there = tracefs.instances();
            throw new IOException("there is no instance '" + name + "'; "
                    + (there.isEmpty() ? "there is none at all" : "there are: " + String.join(" ", there)));
        }
        return instance;
    }
}
