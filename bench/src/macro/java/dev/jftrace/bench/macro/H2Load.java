package dev.jftrace.bench.macro;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** H2 in memory: TPC-B's transaction (three updates, a select, an insert), and for every fiftieth a query that groups and joins. */
final class H2Load implements Load {
    private static final int ACCOUNTS = 500;
    private static final int TELLERS = 10;
    private static final int TRANSACTIONS = 50;
    private static final int MOST_HISTORY = 1000;

    private final Random random = new Random(42);
    private final Connection database;
    private final PreparedStatement account;
    private final PreparedStatement balance;
    private final PreparedStatement teller;
    private final PreparedStatement branch;
    private final PreparedStatement history;
    private final PreparedStatement query;
    private int transactions;

    H2Load() throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:macro");
        try (Statement statement = database.createStatement()) {
            statement.execute("create table branch(id int primary key, balance bigint)");
            statement.execute("create table teller(id int primary key, branch int, balance bigint)");
            statement.execute("create table account(id int primary key, branch int, balance bigint)");
            statement.execute("create table history(teller int, branch int, account int, delta int, at timestamp)");
            statement.execute("insert into branch values(1, 0)");
            statement.execute("insert into teller select x, 1, 0 from system_range(1, " + TELLERS + ")");
            statement.execute("insert into account select x, 1, 0 from system_range(1, " + ACCOUNTS + ")");
        }
        database.setAutoCommit(false);
        account = database.prepareStatement("update account set balance = balance + ? where id = ?");
        balance = database.prepareStatement("select balance from account where id = ?");
        teller = database.prepareStatement("update teller set balance = balance + ? where id = ?");
        branch = database.prepareStatement("update branch set balance = balance + ? where id = ?");
        history = database.prepareStatement("insert into history values(?, 1, ?, ?, current_timestamp)");
        query = database.prepareStatement("select t.id, count(*), sum(a.balance) from teller t join account a"
                + " on mod(a.id, " + TELLERS + ") = t.id where a.id between ? and ? group by t.id order by t.id");
    }

    @Override
    public int operations() {
        return TRANSACTIONS;
    }

    @Override
    public void round() throws SQLException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            transaction();
        }
        int from = random.nextInt(ACCOUNTS - 50);
        query.setInt(1, from);
        query.setInt(2, from + 50);
        read(query);
        if (transactions >= MOST_HISTORY) {
            transactions = 0;
            try (Statement statement = database.createStatement()) {
                statement.execute("truncate table history");
            }
        }
    }

    private void transaction() throws SQLException {
        int delta = random.nextInt(1000);
        int id = 1 + random.nextInt(ACCOUNTS);
        int by = 1 + random.nextInt(TELLERS);
        add(account, delta, id);
        balance.setInt(1, id);
        read(balance);
        add(teller, delta, by);
        add(branch, delta, 1);
        history.setInt(1, by);
        history.setInt(2, id);
        history.setInt(3, delta);
        history.executeUpdate();
        database.commit();
        transactions++;
    }

    private static void add(PreparedStatement update, int delta, int id) throws SQLException {
        update.setInt(1, delta);
        update.setInt(2, id);
        if (update.executeUpdate() != 1) {
            throw new SQLException("row " + id + " was not updated");
        }
    }

    private static void read(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
