package dev.jftrace.cli;

import dev.jftrace.tracefs.SettingsFile;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace restore-settings}: puts back what a jftrace that was killed could not. */
final class RestoreSettingsCommand implements Command {
    @Override
    public String name() {
        return "restore-settings";
    }

    @Override
    public String summary() {
        return "put back the kernel's settings that a killed jftrace left changed";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        boolean[] list = {false};
        OptionTable table = new OptionTable("restore-settings [-l]")
                .flag('l', "list", "only tell what would be put back", value -> list[0] = true);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        List<SettingsFile.Left> left = SettingsFile.left(SettingsFile.folder());
        if (left.isEmpty()) {
            console.print("nothing to put back\n");
        }
        for (SettingsFile.Left one : left) {
            if (list[0] || one.running() || one.rebooted()) {
                tell(one, list[0], console);
            } else {
                restore(one, console);
            }
        }
        return ExitStatus.DONE;
    }

    private static void tell(SettingsFile.Left left, boolean listOnly, Console console) throws IOException {
        String who = "process " + left.pid() + ": ";
        if (left.running()) {
            console.print(who + "still runs, and puts them back itself\n");
        } else if (left.rebooted()) {
            console.print(who + "before the last boot: nothing of it holds any more\n");
        }
        if (listOnly) {
            print(left, console);
        } else if (left.rebooted()) {
            SettingsFile.forget(left);
        }
    }

    private static void print(SettingsFile.Left left, Console console) throws IOException {
        for (String file : left.files()) {
            console.print("  " + left.root().resolve(file) + "\n");
        }
    }

    private static void restore(SettingsFile.Left left, Console console) throws IOException {
        SettingsFile.restore(left, Tracefs.ofKernelAt(left.root()));
        console.print("process " + left.pid() + ": put back:\n");
        print(left, console);
    }
}
