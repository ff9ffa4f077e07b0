"""The pages people see: server-rendered, without a script of ours."""
