package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.crash.CrashSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code jftrace arm}: what makes a crash leave more behind; shown, or set. */
final class ArmCommand implements Command {
    private static final Path PSTORE = Path.of("/sys/module/pstore/parameters/backend");
    private static final Path SYSCTL = Path.of("/proc/sys/kernel");
    private static final String BOOT = """

            for the kernel's command line (in /etc/default/grub, then update-grub and reboot):
              nokaslr reserve_mem=12M:4096:trace trace_instance=boot_map^traceoff^traceprintk@trace
                a ring buffer that outlives a reboot: instances/boot_map (kernel 6.12 and newer, the same kernel after the reboot;
                without nokaslr the memory may be used by the next boot)
              crashkernel=256M
                room for kdump (package kdump-tools): a core in /var/crash
              ramoops.mem_address=ADDRESS ramoops.mem_size=0x200000 ramoops.record_size=0x20000 ramoops.ftrace_size=0x80000
                the end of the console in /sys/fs/pstore, on machines whose firmware leaves that memory alone; needless where
                pstore keeps it in the firmware already (see below)
              console=ttyS0 (or netconsole)
                after a triple fault only what left the machine before is there
            """;

    @Override
    public String name() {
        return "arm";
    }

    @Override
    public String summary() {
        return "make the next crash leave more behind";
    }

    private static final class Options {
        private boolean apply;
        private boolean disarm;
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("arm [OPTION]...")
                .flag("apply", "set the settings now; they last until the reboot", v -> options.apply = true)
                .flag("disarm", "put back what --apply changed", v -> options.disarm = true)
                .flag('h', "help", "print this", v -> options.help = true);
        List<String> operands = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (!operands.isEmpty()) {
            throw new UsageException("arm: takes no operand: '" + operands.getFirst() + "'");
        }
        if (options.apply && options.disarm) {
            throw new UsageException("arm: --apply or --disarm, not both");
        }
        CrashSettings settings = new CrashSettings(SYSCTL);
        if (options.disarm) {
            console.print(disarmed(settings));
        } else {
            console.print(options.apply ? applied(settings) : shown(settings));
        }
        return ExitStatus.DONE;
    }

    private static String applied(CrashSettings settings) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ControlJournal journal = ControlJournal.open(ControlJournal.defaultFolder())) {
            for (CrashSettings.Setting changed : settings.apply(journal)) {
                text.append(String.format(
                        "kernel.%s = %s (was %s)%n", changed.name(), changed.wanted(), changed.present()));
            }
        }
        return text.isEmpty() ? "all were set already\n" : text + "undo: jftrace arm --disarm\n";
    }

    private static String disarmed(CrashSettings settings) throws IOException {
        Path folder = ControlJournal.defaultFolder();
        StringBuilder text = new StringBuilder();
        try (ControlJournal journal = ControlJournal.open(folder)) {
            Map<String, String> back =
                    settings.takeBack(journal, ControlJournal.read(folder), ControlJournal.currentBootId());
            back.forEach((name, value) -> text.append(String.format("kernel.%s = %s%n", name, value)));
        }
        return text.isEmpty() ? "nothing to put back: --apply changed nothing since this boot\n" : text.toString();
    }

    private static String shown(CrashSettings settings) {
        StringBuilder text =
                new StringBuilder("settings (sysctl kernel.*; 'jftrace arm --apply' sets them until the reboot):\n");
        for (CrashSettings.Setting setting : settings.present()) {
            String state =
                    !setting.isThere() ? "this kernel has none" : setting.isSet() ? "set" : "now " + setting.present();
            text.append(String.format("  %-22s%-4s%s (%s)%n", setting.name(), setting.wanted(), setting.why(), state));
        }
        return text + BOOT + "\npstore: " + pstore() + "\n";
    }

    /** Who keeps what a dying kernel says, as the kernel names it. */
    private static String pstore() {
        try {
            String backend = Files.readString(PSTORE).strip();
            return backend.equals("(null)")
                    ? "nobody keeps what this kernel says as it dies (no erst, efi_pstore or ramoops)"
                    : backend + " keeps what this kernel says as it dies, for /sys/fs/pstore";
        } catch (IOException e) {
            return "this kernel has none, or does not tell";
        }
    }
}
