package id.jipmonitor.server.ingest;

import id.jipmonitor.server.state.StateSettings;

class LedgerTableTest extends LedgerTableContract {
    @Override
    StateSettings settings() {
        return StateSettings.Sqlite.DEFAULT;
    }
}
