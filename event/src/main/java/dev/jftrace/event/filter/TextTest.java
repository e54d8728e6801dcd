package dev.jftrace.event.filter;

import java.util.regex.Matcher;

/** Compares texts. */
final class TextTest {
    private TextTest() {}

    static EventTest of(Condition.Text condition, TextSource source) {
        boolean wanted = condition.comparison() == Comparison.EQUAL || condition.comparison() == Comparison.MATCHES;
        if (condition.pattern() == null) {
            String text = condition.text();
            return event -> text.contentEquals(source.of(event)) == wanted;
        }
        Matcher matcher = condition.pattern().matcher("");
        return event -> matcher.reset(source.of(event)).find() == wanted;
    }
}
