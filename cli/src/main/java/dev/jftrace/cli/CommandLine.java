package dev.jftrace.cli;

import dev.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Finds the command that the first word names, runs it, and turns what went wrong into one line and an exit status. */
final class CommandLine {
    private static final List<Command> COMMANDS = List.of(
            new RecordCommand(),
            new StreamCommand(),
            new ProfileCommand(),
            new LiveCommand(),
            new ExtractCommand(),
            new ReportCommand(),
            new HistCommand(),
            new ConvertCommand(),
            new DumpCommand(),
            new SplitCommand(),
            new RestoreCommand(),
            new CheckEventsCommand(),
            new ListCommand(),
            new StartCommand(),
            new StopCommand(),
            new RestartCommand(),
            new ShowCommand(),
            new StatCommand(),
            new SetCommand(),
            new ClearCommand(),
            new ResetCommand(),
            new SnapshotCommand(),
            new StackCommand(),
            new TriggerCommand(),
            new SqlhistCommand(),
            new RestoreSettingsCommand(),
            new DoctorCommand(),
            new CheckCommand(),
            new SwitchCommand(),
            new PostmortemCommand(),
            new ArmCommand(),
            new OptionsCommand(),
            new VersionCommand());

    private final Console console;

    CommandLine(Console console) {
        this.console = console;
    }

    /** Of all commands, in the order in which the help shows them. */
    static List<String> names() {
        return COMMANDS.stream().map(Command::name).toList();
    }

    int run(List<String> words) {
        try {
            return words.isEmpty() ? usage() : command(words);
        } catch (UsageException e) {
            console.say(e.getMessage());
            return ExitStatus.USAGE;
        } catch (OutputClosedException e) {
            return ExitStatus.BROKEN_PIPE;
        } catch (IOException e) {
            console.say(inWords(e));
            return ExitStatus.FAILED;
        } catch (InterruptedException e) {
            console.say("interrupted");
            return ExitStatus.FAILED;
        }
    }

    private int usage() throws IOException, UsageException {
        console.err().print(Help.text(COMMANDS));
        return ExitStatus.USAGE;
    }

    private int command(List<String> words) throws IOException, InterruptedException, UsageException {
        String name = words.get(0);
        if (name.equals("help") || name.equals("--help") || name.equals("-h")) {
            console.print(Help.text(COMMANDS));
            return ExitStatus.DONE;
        }
        String wanted = name.equals("--version") || name.equals("-V") ? "version" : name;
        for (Command command : COMMANDS) {
            if (command.name().equals(wanted)) {
                return command.run(words.subList(1, words.size()), console);
            }
        }
        throw new UsageException("no command '" + name + "'" + Help.nearest(name, COMMANDS) + "; see 'jftrace help'");
    }

    /** The JDK's file exceptions say only the file's name. */
    private static String inWords(IOException e) {
        if (e instanceof TracefsException) {
            return e.getMessage(); // with the kernel's error log, several lines and a caret below the place
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof FileSystemException other
                && other.getReason() != null
                && !other.getReason().isEmpty()) {
            return other.getFile() + ": "
                    + Character.toLowerCase(other.getReason().charAt(0))
                    + other.getReason().substring(1);
        }
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().replace('\n', ' ');
    }
}
