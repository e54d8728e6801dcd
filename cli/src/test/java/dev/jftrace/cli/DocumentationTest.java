package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command has a page, and each option of it stands there. */
class DocumentationTest {
    private static final Path PAGES = Path.of("").toAbsolutePath().getParent().resolve("docs/man");
    private static final Pattern OPTION =
            Pattern.compile("^  (-[^ ]+?)(?:, (--[a-z-]+))?(?: [A-Z:|\\[\\]]+)?  ", Pattern.MULTILINE);

    static List<String> commands() {
        return CommandLine.names();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHaveAPageThatNamesEveryOption(String command) throws IOException {
        String page = Files.readString(PAGES.resolve("jftrace-" + command + ".1.md"));
        assertThat(page).startsWith("# jftrace-" + command + "(1)\n").contains("## SYNOPSIS", "## EXIT STATUS");

        Matcher option = OPTION.matcher(help(command));
        while (option.find()) {
            assertThat(page).as("option of " + command).contains(option.group(1));
            if (option.group(2) != null) {
                assertThat(page).as("option of " + command).contains(option.group(2));
            }
        }
    }

    private static String help(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(out, new PrintStream(new ByteArrayOutputStream()));
        assertThat(new CommandLine(console).run(List.of(command, "--help"))).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
