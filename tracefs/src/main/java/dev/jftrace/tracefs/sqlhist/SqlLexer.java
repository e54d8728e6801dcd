package dev.jftrace.tracefs.sqlhist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a statement into tokens. Keywords may be written in any case; after a backslash they are names. */
final class SqlLexer {
    private static final Set<String> KEYWORDS =
            Set.of("SELECT", "FROM", "JOIN", "ON", "WHERE", "AS", "CAST", "AND", "OR", "NOT");
    private static final Pattern TOKEN = Pattern.compile("\\s+"
            + "|(?<name>\\\\?[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
            + "|(?<number>0[xX][0-9a-fA-F]+|\\d+)"
            + "|(?<string>\"[^\"]*\"|'[^']*')"
            + "|(?<sign>&&|\\|\\||==|!=|<=|>=|[-+*/(),=<>!~&])");

    private SqlLexer() {}

    static List<SqlToken> tokens(String statement) throws SqlException {
        List<SqlToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(statement);
        int at = 0;
        while (at < statement.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new SqlException(statement, at, "'" + statement.charAt(at) + "' is not understood");
            }
            add(matcher, at, tokens);
            at = matcher.end();
        }
        tokens.add(new SqlToken(SqlToken.Kind.END, "", at));
        return tokens;
    }

    private static void add(Matcher matcher, int at, List<SqlToken> tokens) {
        String name = matcher.group("name");
        if (name != null) {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean keyword = KEYWORDS.contains(upper);
            String text = keyword ? upper : name.startsWith("\\") ? name.substring(1) : name;
            tokens.add(new SqlToken(keyword ? SqlToken.Kind.KEYWORD : SqlToken.Kind.NAME, text, at));
        } else if (matcher.group("number") != null) {
            tokens.add(new SqlToken(SqlToken.Kind.NUMBER, matcher.group("number"), at));
        } else if (matcher.group("string") != null) {
            tokens.add(new SqlToken(SqlToken.Kind.STRING, matcher.group("string"), at));
        } else if (matcher.group("sign") != null) {
            tokens.add(new SqlToken(SqlToken.Kind.SIGN, matcher.group("sign"), at));
        }
    }
}
